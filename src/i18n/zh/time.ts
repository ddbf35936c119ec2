import type { time as english } from '../en/time'
import type { Translated } from '../messageTypes'

export const time: Translated<typeof english> = {
  seconds: '{seconds} 秒',
  minutes: '{minutes} 分 {seconds} 秒',
  hours: '{hours} 小时 {minutes} 分',
  fewSecondsLeft: '还剩几秒',
  secondsLeft: '大约还剩 {count} 秒',
  minutesLeft: '大约还剩 {count} 分钟',
  hoursLeft: '大约还剩 {count} 小时'
}
