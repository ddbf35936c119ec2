import type { viewer as english } from '../en/viewer'
import type { Translated } from '../messageTypes'

export const viewer: Translated<typeof english> = {
  results: '结果',
  ofJob: '此任务的结果',
  compareSlider: '对比',
  compareValue: '{percent}% 为 {left}，其余为 {right}',
  reading: '正在读取结果…',
  unread: '无法读取结果：{detail}',
  noFiles: '此任务没有文件。',
  place: '第 {place} 个，共 {count} 个',
  fit: '适应窗口',
  compare: '与其他图片对比',
  compareTip: '固定此图片并与其他图片对比',
  close: '关闭查看器',
  notShown: '此处无法显示此类文件。',
  notLoaded: '无法加载 {name}。',
  pictureOf: '{name}，来自 {node}'
}
