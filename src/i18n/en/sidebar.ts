export const sidebar = {
  jobs: 'Jobs',
  shortcuts: 'Shortcuts',
  close: 'Close the sidebar'
} as const
