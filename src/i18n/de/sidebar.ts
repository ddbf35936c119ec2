import type { sidebar as english } from '../en/sidebar'
import type { Translated } from '../messageTypes'

export const sidebar: Translated<typeof english> = {
  jobs: 'Jobs',
  shortcuts: 'Tasten',
  close: 'Seitenleiste schließen'
}
