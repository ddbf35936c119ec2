export const users = {
  title: 'Who is working?',
  hint: 'Settings and saved workflows are kept for each user of this server.',
  name: 'User name',
  create: 'Create user',
  enter: 'Continue',
  createFailed: 'The user could not be created. {detail}',
  section: 'User',
  current: 'Working as {name}',
  change: 'Switch user',
  changeHint: 'Open workflows stay with this user and come back with them.'
} as const
