import type { time as english } from '../en/time'
import type { Translated } from '../messageTypes'

export const time: Translated<typeof english> = {
  seconds: '{seconds} 秒',
  minutes: '{minutes} 分 {seconds} 秒',
  hours: '{hours} 時間 {minutes} 分',
  fewSecondsLeft: '残り数秒',
  secondsLeft: '残り約 {count} 秒',
  minutesLeft: '残り約 {count} 分',
  hoursLeft: '残り約 {count} 時間'
}
