/** System notifications as a browser has them, written down instead of shown. */
export interface FakeNotifications {
  readonly shown: readonly { readonly title: string; click(): void }[]
  applyPermission(permission: NotificationPermission): void
  /** What the user will answer when asked. */
  applyAnswer(permission: NotificationPermission): void
  remove(): void
}

export function installFakeNotifications(): FakeNotifications {
  const original = globalThis.Notification
  const shown: { title: string; click(): void }[] = []
  let permission: NotificationPermission = 'granted'
  let answer: NotificationPermission = 'granted'
  class FakeNotification extends EventTarget {
    constructor(title: string) {
      super()
      shown.push({ title, click: () => void this.dispatchEvent(new Event('click')) })
    }
    static get permission(): NotificationPermission {
      return permission
    }
    static requestPermission(): Promise<NotificationPermission> {
      permission = answer
      return Promise.resolve(permission)
    }
    close(): void {}
  }
  Object.defineProperty(globalThis, 'Notification', {
    configurable: true,
    writable: true,
    value: FakeNotification
  })
  return {
    shown,
    applyPermission: (next) => void (permission = next),
    applyAnswer: (next) => void (answer = next),
    remove: () =>
      void Object.defineProperty(globalThis, 'Notification', {
        configurable: true,
        writable: true,
        value: original
      })
  }
}
