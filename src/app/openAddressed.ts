import type { AddressContext } from '@/services/workflows/openFromAddress'

/** Opens what the page's address asks for, once. @returns whether something was opened */
export async function openAddressed(context: AddressContext): Promise<boolean> {
  if (location.search === '') return false
  const { openFromAddress, stripAddress } = await import('@/services/workflows/openFromAddress')
  const isOpened = await openFromAddress(context, location.search)
  history.replaceState(history.state, '', stripAddress(location.href))
  return isOpened
}
