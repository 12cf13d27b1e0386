"""Mail to followers, from the moment a piece is published to the answer of the mail server.

What happens, in order, and where:

1. `announcing.py`: in the transaction that publishes a piece for the first time one `Mailing` is written, whatever the
   number of followers. What is not news (an import, a piece that is dated back) is left out there.
2. `opening.py`: once the grace period is over and the public can see the piece, the mailing is opened, and a `Letter`
   is written for each address that follows it (`audience.py`), in batches.
3. `digests.py` and `from_the_start.py` write letters when the hour of a weekday comes.
4. `sending.py`: a worker takes a few letters at a time (`leases.py`), asks once more whether the public may see what is
   in them, composes them (`reading.py`, `composing.py`, `headers.py`) and sends them through one connection. What the
   mail server answers (`answers.py`) decides whether a letter is sent, waits, or is given up.

`running.py` does 2 to 4 for as long as there is something to do; a worker does so as a job of publication/background,
and `manage.py send_mail_queue` without one. Nothing of it happens in the request of an editor.

At least once, and told apart by Message-ID: a letter is noted as sent after the mail server took it. When the machine
stops between the two, the letter goes out a second time with the same Message-ID, which mail servers and programs take
for the same letter. In no other case does an address get a letter twice: a unique constraint holds each purpose to one
letter, and taking a letter is one conditional UPDATE, which only one worker wins.
"""
