"""Places to comment beside a piece that was sent for clearance."""

from django import template

register = template.Library()


@register.inclusion_tag("clearance/comment_field.html")
def comment_on(desk, target, what=""):
    """The field for a comment on a passage of the piece; nothing where the passage has no place of its own."""
    return {"desk": desk, "field": desk.fields.get(target), "what": what}


@register.inclusion_tag("clearance/comment_field.html")
def comment_on_block(desk, block):
    """The field for a comment on a block of the text."""
    return {
        "desk": desk,
        "field": desk.fields.get(f"body.{block.id}") if block.id else None,
        "what": "passage",
    }
