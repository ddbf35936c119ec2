import type { missing as english } from '../en/missing'
import type { Translated } from '../messageTypes'

export const missing: Translated<typeof english> = {
  panel: '此工作流在服务器上缺少的内容',
  types: '{count} 种未知节点',
  models: '缺少 {count} 个模型',
  typeList: '未知节点类型',
  modelList: '缺少的模型',
  close: '关闭缺失列表',
  closeTip: '关闭；可在命令面板中再次显示',
  replaceBy: '替换为 {name}',
  replace: '替换',
  replaceTip: '服务器将 {type} 视为其替代',
  replaceAll: '替换所有可替换的节点',
  replaced: '已替换 {count} 个节点',
  jumpTo: '转到画布上的 {name}',
  jumpTip: '转到；再次点击转到下一个',
  folder: '文件夹：{folder}',
  copyAddress: '复制 {name} 的地址',
  copyName: '复制名称 {name}',
  copyFailed: '无法复制',
  nothing: '没有缺失内容'
}
