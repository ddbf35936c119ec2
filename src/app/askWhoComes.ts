import { createApp } from 'vue'
import UserGate from '@/components/users/UserGate.vue'
import { applyLocale } from '@/i18n/translate'
import type { ServerUser } from '@/services/services'
import type { UserChoices } from '@/services/users/userService'
import { SETTING_DEFAULTS } from '@/stores/settingStore'

/** Shows who may come in the page's place, in the browser's language: nobody's settings are known yet. */
export async function askWhoComes(
  element: Element,
  { users, create }: UserChoices
): Promise<ServerUser> {
  await applyLocale(SETTING_DEFAULTS['Comfy.Locale']).catch(() => {})
  return new Promise((resolve) => {
    const gate = createApp(UserGate, {
      users,
      create,
      onChosen(user: ServerUser) {
        gate.unmount()
        resolve(user)
      }
    })
    gate.mount(element)
  })
}
