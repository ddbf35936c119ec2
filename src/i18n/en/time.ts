export const time = {
  seconds: '{seconds} s',
  minutes: '{minutes} min {seconds} s',
  hours: '{hours} h {minutes} min',
  fewSecondsLeft: 'a few seconds left',
  secondsLeft: 'about {count} s left',
  minutesLeft: 'about {count} min left',
  hoursLeft: 'about {count} h left'
} as const
