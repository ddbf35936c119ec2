import type { help as english } from '../en/help'
import type { Translated } from '../messageTypes'

export const help: Translated<typeof english> = {
  title: 'Hilfe',
  open: 'Hilfe und Anleitung',
  pages: 'Seiten der Anleitung',
  inEnglish: 'Die Anleitung ist auf Englisch geschrieben.',
  failed: 'Diese Seite der Anleitung konnte nicht geladen werden.',
  about: 'Über diese App',
  copyVersions: 'Versionsbericht kopieren',
  editor: 'Befehle und Tasten',
  documents: 'Workflow-Dokumente',
  nodes: 'Nodes und ihre Felder',
  media: 'Modelle und Dateien',
  policy: 'Wer sieht was',
  server: 'Der Server',
  packs: 'Node-Pakete',
  security: 'Sicherheit'
}
