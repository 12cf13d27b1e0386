"""The whole of production on one machine: PostgreSQL, Redis, object storage, two nodes, a worker, a time-keeper and nginx.

Plain processes in a temporary folder, listening on 127.0.0.1 at ports that the system gives, run by the files of
`deploy/`. `make stack` starts it for a person, `make stack-test` for the tests of this folder, whose fixture is `stack`.
"""
