import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

/** A command as whoever lists them sees it. */
interface OfferedCommand {
  readonly id: string
  readonly label: string
}

/** Where commands come from, and how one is run. */
interface CommandSource {
  list(): readonly OfferedCommand[]
  run(id: string): void
}

/** The page's commands, for those who stand outside its components. */
export const useCommandStore = defineStore('command', () => {
  const source = shallowRef<CommandSource | null>(null)
  const list = computed((): readonly OfferedCommand[] => source.value?.list() ?? [])
  return {
    /** Ours and node packs', in the language in use; none before the page is there. */
    list,
    applySource: (next: CommandSource): void => void (source.value = next),
    /** @returns false for a command that nobody has */
    run(id: string): boolean {
      if (!list.value.some((command) => command.id === id)) return false
      source.value?.run(id)
      return true
    }
  }
})
