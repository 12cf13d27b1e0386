"""What of wagtail-localize this site does otherwise, put in its place once, when the site starts.

Each is a function that its own code looks up at the moment of use; tests/series/translating/ fails when a new release
does not any more.
"""

from wagtail_localize import strings
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import extract, ingest

from series.translating.passages import disguise, reveal


def install() -> None:
    """Put them in place. Called once, from the app's `ready`."""
    # Signs inside of words: "10<sup>9</sup> won" is one passage.
    strings.INLINE_TAGS += [tag for tag in ("sup", "sub") if tag not in strings.INLINE_TAGS]
    extract.extract_strings = lambda html: strings.extract_strings(disguise(html))
    ingest.restore_strings = lambda template, passages: reveal(strings.restore_strings(template, passages))
    _pass_over_what_is_missing()
    _take_in_pages()


def _pass_over_what_is_missing() -> None:
    """A block that was made by code may lack what is optional; wagtail-localize takes the gap for words and fails."""
    extractor = extract.StreamFieldSegmentExtractor
    as_it_was = extractor.handle_block

    def handle_block(self, block_type, block_value, raw_value=None):
        return [] if block_value is None else as_it_was(self, block_type, block_value, raw_value=raw_value)

    extractor.handle_block = handle_block


def _take_in_pages() -> None:
    # Imported here: the module needs the models, this one is imported while apps start.
    from wagtail.models import Page

    from series.translating.taking_in import take_in

    as_it_was = TranslationSource.create_or_update_translation

    def create_or_update_translation(self, locale, **options):
        is_page = issubclass(self.specific_content_type.model_class(), Page)
        return (take_in if is_page else as_it_was)(self, locale, **options)

    TranslationSource.create_or_update_translation = create_or_update_translation
