"""What a managing editor has on the desk on an ordinary day: run inside the site, on top of the demo."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Comment

from authors.models import AuthorPage, User
from series.clearance.answers import Answer, receive
from series.clearance.requests import Recipient, make_request
from series.models import Byline, InstallmentPage, InstallmentTopic, PlannedPart, SeriesPage, Topic

CITY, READING_ROOM = "city-and-its-water", "from-the-reading-room"


def lay_out() -> None:
    """A scheduled part, a draft with comments and a clearance, an overdue manuscript, topics that look alike."""
    managing, editor = (User.objects.get(username=name) for name in ("managing", "editor"))
    city, zora = SeriesPage.objects.get(slug=CITY), AuthorPage.objects.get(title="Zora Whitlock")
    model = InstallmentPage.objects.filter(series=city, live=True).first()
    flood = draft(city, "Who carries a flood", model, managing)
    later = (timezone.localtime() + timedelta(days=4)).replace(hour=10, minute=0, second=0, microsecond=0)
    scheduled = flood.get_latest_revision_as_object()
    scheduled.go_live_at = later
    scheduled.save_revision(user=managing).publish(user=managing)
    PlannedPart.objects.filter(series=city, part_number=5).update(
        working_title="Who pays for the last mile",
        author=zora,
        due_on=timezone.localdate() - timedelta(days=9),
        words=1200,
        handling_editor=managing,
        state=PlannedPart.State.PROMISED,
    )
    column = SeriesPage.objects.get(slug=READING_ROOM)
    rain = draft(column, "Rain that falls twice", model, managing, authors=[zora])
    for path, words in (("title", "Is this still the title?"), ("standfirst", "Which year?")):
        Comment.objects.create(page=rain, user=editor, text=words, contentpath=path)
    clear(rain, zora, managing)
    Topic.objects.create(name="Cities and waters")


def draft(series: SeriesPage, title: str, model: InstallmentPage, user: User, authors=()) -> InstallmentPage:
    """A draft with the text and topics of a piece that is there, and its authors where no others are given."""
    authors = authors or [row.author for row in model.bylines.all()]
    page = InstallmentPage(title=title, owner=user, live=False, standfirst=model.standfirst, body=model.body)
    page.bylines = [Byline(author=author, locale=series.locale) for author in authors]
    page.topic_rows = [InstallmentTopic(topic=row.topic) for row in model.topic_rows.all()]
    page.footnotes = [
        type(note)(uuid=note.uuid, text=note.text, locale=series.locale) for note in model.footnotes.all()
    ]
    series.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def clear(page: InstallmentPage, author: AuthorPage, user: User) -> None:
    """Its author has cleared it."""
    recipient = Recipient(author.title, "author@example.org", "en", days=14, author_id=author.pk)
    request, _token = make_request(page, recipient, user)
    receive(request.pk, Answer(approved_by=author.title))
