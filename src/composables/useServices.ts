import { inject } from 'vue'
import type { Services } from '@/services/services'
import { SERVICES } from '@/services/services'

/**
 * The services of this page. Only composables call it: components ask a composable for what they may do.
 * @throws Error outside of an app that provides them.
 */
export function useServices(): Services {
  const services = inject(SERVICES, null)
  if (!services) throw new Error('No services are provided: the app is not wired')
  return services
}
