// The mark of a footnote goes behind the words that are selected. The plugin that follows would write it over them, and
// its button shows while words are selected.
(() => {
  const { draftail, React, DraftJS } = window;
  const register = draftail.registerPlugin;

  const behindSelection = (Source) => (props) => {
    const selection = props.editorState.getSelection();
    const end = { key: selection.getEndKey(), offset: selection.getEndOffset() };
    const cursor = selection.merge({
      anchorKey: end.key, anchorOffset: end.offset, focusKey: end.key, focusOffset: end.offset, isBackward: false,
    });
    const editorState = DraftJS.EditorState.acceptSelection(props.editorState, cursor);
    return React.createElement(Source, { ...props, editorState });
  };

  draftail.registerPlugin = (plugin, ...rest) =>
    register(plugin.type === "FOOTNOTES" ? { ...plugin, source: behindSelection(plugin.source) } : plugin, ...rest);
})();
