import { createSharedComposable } from '@vueuse/core'
import { computed } from 'vue'
import { isShown } from '@/domain/clientPolicy'
import { useQueueStore } from '@/stores/queueStore'
import { makeFinished } from './finishedPrompts'
import type { ListedPrompt } from './listedPrompt'
import { makePromptFinder, makeSubmitterLookup } from './promptFinder'
import { makeUnfinished } from './unfinishedPrompts'
import { useSiblings } from './useSiblings'

/**
 * All prompts the page knows, each once: own ones, those of the browser's other tabs, and the server's. Follows
 * lifecycles only; a progress tick recomputes nothing here. One instance serves all surfaces, and the finished ones,
 * of which there may be thousands, are gone through only while a list shows them.
 */
export const usePromptListing = createSharedComposable(() => {
  const queueStore = useQueueStore()
  const siblings = useSiblings()
  const getSubmitter = makeSubmitterLookup(siblings)
  const findLifecycle = makePromptFinder(getSubmitter, (id) => siblings.byId.value.get(id))
  const { own, ownRunning, others } = makeUnfinished(siblings, findLifecycle)
  const isShownNow = ({ submitter }: ListedPrompt): boolean => isShown(submitter, queueStore.scope)
  const shownOthers = computed(() => others.value.filter(isShownNow))
  return {
    /** Unfinished prompts of whoever, in no order. */
    unfinished: computed(() => [...others.value, ...own.value]),
    /** This page's own of them that run. */
    ownRunning,
    /** The rest of them. */
    othersUnfinished: others,
    /** Those of the rest that the client policy shows under the scope that is switched on. */
    shownOthers,
    /** All that it shows, own ones included. */
    shownUnfinished: computed(() => [...shownOthers.value, ...own.value]),
    /** Finished prompts that the client policy shows, newest end first. */
    shownFinished: makeFinished(siblings, getSubmitter, findLifecycle, isShownNow),
    /** One prompt as it is now; tracks that one alone. Null when nobody knows it. */
    find: makePromptFinder(getSubmitter, (id) => queueStore.siblings.get(id))
  }
})
