import type { time as english } from '../en/time'
import type { Translated } from '../messageTypes'

export const time: Translated<typeof english> = {
  seconds: '{seconds} s',
  minutes: '{minutes} min {seconds} s',
  hours: '{hours} h {minutes} min',
  fewSecondsLeft: 'noch wenige Sekunden',
  secondsLeft: 'noch etwa {count} s',
  minutesLeft: 'noch etwa {count} min',
  hoursLeft: 'noch etwa {count} h'
}
