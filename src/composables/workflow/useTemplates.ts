import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { TemplateGroup, WorkflowTemplate } from '@/domain/workflowTemplate'
import { currentTag } from '@/i18n/currentLocale'
import { t } from '@/i18n/translate'
import { useServerFeatureStore } from '@/stores/serverFeatureStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'

export interface Templates {
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  /** The server has no list of them. */
  readonly isMissing: ComputedRef<boolean>
  readonly groups: Readonly<ShallowRef<readonly TemplateGroup[]>>
  /** What is searched for. */
  readonly text: ShallowRef<string>
  /** Heading that is shown alone; null shows all. */
  readonly heading: ShallowRef<string | null>
  /** Groups with what matches; empty ones are left out. */
  readonly shown: ComputedRef<readonly TemplateGroup[]>
  refresh(): void
  /** Opens a template in a tab; says so when it can't be. @returns whether it was opened */
  open(template: WorkflowTemplate): Promise<boolean>
}

/** The workflows to begin with that the server and its node packs offer; read when first asked for. */
export function useTemplates(): Templates {
  const { api, workflows } = useServices()
  const features = useServerFeatureStore()
  const attempt = useAttempt()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const groups = shallowRef<readonly TemplateGroup[]>([])
  const text = shallowRef('')
  const heading = shallowRef<string | null>(null)

  async function refresh(): Promise<void> {
    phase.value = 'loading'
    try {
      const found = await api.listTemplates(currentTag.value)
      features.applyLook('templates', found !== null)
      groups.value = found ?? []
      phase.value = 'ready'
    } catch {
      phase.value = 'failed'
    }
  }
  const isMissing = computed(() => features.isMissing('templates'))
  // It was forgotten, as the connection is a new one.
  watch(isMissing, (is) => !is && void refresh())
  void refresh()
  return {
    phase,
    isMissing,
    groups,
    text,
    heading,
    shown: computed(() => filterTemplates(groups.value, heading.value, text.value)),
    refresh: () => void refresh(),
    async open(template) {
      let isOpen = false
      await attempt(t('saved.openFailed', { name: template.title }), async () => {
        await workflows.openDocument(await api.getTemplate(template), template.title)
        isOpen = true
      })
      return isOpen
    }
  }
}

function filterTemplates(
  groups: readonly TemplateGroup[],
  heading: string | null,
  text: string
): readonly TemplateGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = ({ id, title, description, tags }: WorkflowTemplate): boolean => {
    const said = [title, id, description, ...tags].join(' ').toLowerCase()
    return words.every((word) => said.includes(word))
  }
  return groups
    .filter(({ title }) => heading === null || title === heading)
    .map(({ title, templates }) => ({ title, templates: templates.filter(matches) }))
    .filter(({ templates }) => templates.length > 0)
}
