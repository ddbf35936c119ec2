import { createSharedComposable, useMediaQuery } from '@vueuse/core'

/** Width below which tabs become a menu and panels become sheets; the style sheet's `sm`. */
export const useIsPhone = createSharedComposable(() => useMediaQuery('(max-width: 639px)'))
