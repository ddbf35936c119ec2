export const APP_NAME = 'ComfyUI Parallel Frontend'

/** This app's version; the build puts it here. */
export const APP_VERSION = String(import.meta.env.VITE_APP_VERSION)
