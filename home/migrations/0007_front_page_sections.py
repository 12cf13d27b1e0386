"""Every front page gets the sections that it showed until now, with the series in front that was chosen for it."""

import json
import uuid

import home.sections.arrangement
import wagtail.fields
from django.db import migrations


def sections_until_now(series_id: int | None) -> list[dict]:
    """What front pages showed before their sections could be arranged."""
    sections = [
        ("shelf", {"title": "", "chosen": series_id}),
        ("latest", {"title": "", "number": 5, "large": True}),
        ("series", {"title": "", "chosen": [], "number": 3}),
        ("topics", {"title": "", "chosen": [], "number": 12}),
        ("authors", {"title": "", "chosen": [], "number": 6}),
    ]
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in sections]


def arrange(apps, schema_editor):
    for home_page in apps.get_model("home", "HomePage").objects.all():
        home_page.sections = sections_until_now(home_page.featured_series_id)
        home_page.save(update_fields=["sections"])
    versions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="home", content_type__model="homepage"
    )
    for version in versions:
        series_id = version.content.pop("featured_series", None)
        version.content["sections"] = json.dumps(sections_until_now(series_id))
        version.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0006_searches"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name='homepage',
            name='sections',
            field=wagtail.fields.StreamField([('lead', 2), ('latest', 5), ('shelf', 7), ('parts', 10), ('series', 14), ('topics', 18), ('authors', 22), ('words', 24), ('corrections', 25)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Left empty, the usual words.', 'label': 'Title', 'max_length': 100, 'required': False}), 1: ('wagtail.blocks.PageChooserBlock', (), {'help_text': 'Left empty, it is the newest.', 'label': 'Piece', 'page_type': ['series.InstallmentPage'], 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('title', 0), ('chosen', 1)]], {'group': 'Pieces'}), 3: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'label': 'How many', 'max_value': 12, 'min_value': 1}), 4: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'help_text': 'With its first paragraph.', 'label': 'The first one large', 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 0), ('number', 3), ('large', 4)]], {'group': 'Pieces'}), 6: ('wagtail.blocks.PageChooserBlock', (), {'help_text': 'Left empty, it is the series with the newest part.', 'label': 'Series', 'page_type': ['series.SeriesPage'], 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('title', 0), ('chosen', 6)]], {'group': 'Series'}), 8: ('wagtail.blocks.PageChooserBlock', (), {'help_text': 'Left empty, it is the series with the newest part that is not on the page yet.', 'label': 'Series', 'page_type': ['series.SeriesPage'], 'required': False}), 9: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'help_text': 'Of a longer series, its newest parts.', 'label': 'How many', 'max_value': 12, 'min_value': 1}), 10: ('wagtail.blocks.StructBlock', [[('title', 0), ('chosen', 8), ('number', 9)]], {'group': 'Series'}), 11: ('wagtail.blocks.PageChooserBlock', (), {'page_type': ['series.SeriesPage']}), 12: ('wagtail.blocks.ListBlock', (11,), {'default': [], 'help_text': 'In your order. Left empty, the site picks, and “How many” says how many.', 'label': 'Series', 'max_num': 24}), 13: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'How many', 'max_value': 12, 'min_value': 1}), 14: ('wagtail.blocks.StructBlock', [[('title', 0), ('chosen', 12), ('number', 13)]], {'group': 'Series'}), 15: ('wagtail.snippets.blocks.SnippetChooserBlock', ('series.Topic',), {}), 16: ('wagtail.blocks.ListBlock', (15,), {'default': [], 'help_text': 'In your order. Left empty, the site picks, and “How many” says how many.', 'label': 'Topics', 'max_num': 24}), 17: ('wagtail.blocks.IntegerBlock', (), {'default': 12, 'label': 'How many', 'max_value': 40, 'min_value': 1}), 18: ('wagtail.blocks.StructBlock', [[('title', 0), ('chosen', 16), ('number', 17)]], {'group': 'Ways in'}), 19: ('home.sections.blocks.AuthorChooserBlock', (), {}), 20: ('wagtail.blocks.ListBlock', (19,), {'default': [], 'help_text': 'In your order. Left empty, the site picks, and “How many” says how many.', 'label': 'Authors', 'max_num': 24}), 21: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'label': 'How many', 'max_value': 24, 'min_value': 1}), 22: ('wagtail.blocks.StructBlock', [[('title', 0), ('chosen', 20), ('number', 21)]], {'group': 'Ways in'}), 23: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ol', 'ul', 'document-link', 'in-korean', 'in-english'], 'label': 'Text'}), 24: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 23)]], {'group': 'Words'}), 25: ('wagtail.blocks.StructBlock', [[('title', 0), ('number', 13)]], {'group': 'Words'})}, default=home.sections.arrangement.usual_arrangement, help_text='In the order of the page. A section without anything to show is left out with its heading; with no sections at all, the usual ones stand there. No piece stands on the page twice.', verbose_name='sections'),
        ),
        migrations.RunPython(arrange, migrations.RunPython.noop),
    ]
