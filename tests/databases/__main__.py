"""Make both templates at the same time: `python -m tests.databases`. Each keeps one core busy for some 20 s."""

from concurrent.futures import ThreadPoolExecutor

from tests.databases import postgres, sqlite

if __name__ == "__main__":
    with ThreadPoolExecutor() as pool:
        for template in [pool.submit(sqlite.template), pool.submit(postgres.template)]:
            template.result()
