import type { widgets as english } from '../en/widgets'
import type { Translated } from '../messageTypes'

export const widgets: Translated<typeof english> = {
  afterRun: '每次运行后如何改变该值。',
  filter: '仅包含此文本的条目参与。',
  upload: '选择要上传的文件',
  uploadFailed: '无法上传“{name}”',
  unreadablePicture: '加载图像的节点无法读取此类型（{type}）。',
  uploadFolder: '上传文件夹',
  emptyFolder: '其中没有图片（PNG、JPEG、WebP）。',
  largeFolder: '其中的文件超过 {count} 个。',
  value: '值',
  notTaken: '“{name}”未更改',
  tooLargeCopy: '选定内容过大，无法复制',
  control: '生成后控制',
  filterList: '筛选列表',
  pictures: '节点的图像',
  previousPicture: '上一张',
  nextPicture: '下一张',
  allPictures: '全部图像',
  picturePlace: '{place} / {count}',
  copyFailed: '无法复制',
  controlBefore: '生成前控制',
  autoRefresh: '自动刷新',
  refresh: '刷新列表',
  refreshFailed: '无法读取“{name}”的列表',
  filterChoices: '筛选'
}
