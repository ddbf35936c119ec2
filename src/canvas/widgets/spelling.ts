let isChecked = false

/** Whether the browser marks what it takes for misspelt in texts of nodes. */
export function checkSpelling(isOn: boolean): void {
  isChecked = isOn
}

/** Browsers look at a text while it is written in, so the field learns the user's wish when it gets the keyboard. */
export function followSpelling(field: HTMLTextAreaElement): void {
  field.spellcheck = isChecked
  field.addEventListener('focus', () => (field.spellcheck = isChecked))
}
