// Stands alone and runs before the rest is read.

// The colours of the last visit, before anything is painted, so that nobody sees one scheme first and another after;
// `src/services/palettes/pageStyle.ts` keeps them.
;(() => {
  try {
    const kept = JSON.parse(localStorage.getItem('parallel.palette') ?? 'null')
    if (!kept) return
    const root = document.documentElement
    const isDark = kept.followsSystem
      ? matchMedia('(prefers-color-scheme: dark)').matches
      : kept.scheme !== 'light'
    root.dataset.colorScheme = isDark ? 'dark' : 'light'
    root.classList.toggle('dark-theme', isDark)
    for (const [name, value] of Object.entries(kept.properties ?? {}))
      if (name.startsWith('--')) root.style.setProperty(name, String(value))
  } catch {
    // A browser that keeps nothing, or something else under that name: the page finds its colours a little later.
  }
})()

// What the app waits for first is on its way while its scripts are read; `src/app/earlyAnswers.ts` takes it.
window.earlyAnswers = ['users', 'object_info'].map((route) => {
  const url = new URL(`api/${route}`, new URL('.', location.href)).href
  const controller = new AbortController()
  const answer = fetch(url, { cache: 'no-cache', signal: controller.signal })
  // Who takes it hears of the failure.
  answer.catch(() => {})
  return { url, answer, stop: () => controller.abort() }
})
