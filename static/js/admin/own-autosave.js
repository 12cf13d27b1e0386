/* Lets the form that a button sends name the version that autosave wrote for it, which Wagtail's script keeps to itself:
   the server would take that version for one from another window (publication/edit_view.py). */
addEventListener("formdata", ({ target, formData }) => {
  const version = target.dataset.wAutosaveRevisionIdValue;
  if (Number(version)) formData.set("autosaved_revision_id", version);
});
