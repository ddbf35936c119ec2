import type { about as english } from '../en/about'
import type { Translated } from '../messageTypes'

export const about: Translated<typeof english> = {
  server: 'サーバー',
  browser: 'ブラウザー',
  system: 'システム',
  memory: 'メモリ',
  device: 'デバイス',
  deviceNumber: 'デバイス {number}',
  memoryAll: '{total} GB',
  memoryFree: '{total} GB 中 {free} GB 空き',
  version: 'バージョン {version}',
  packs: 'ノードパック',
  engine: 'エンジン',
  embedded: '組み込み（{runtime}）',
  arguments: '引数',
  copy: 'すべてコピー',
  copied: 'コピーしました',
  copyFailed: 'コピーできませんでした'
}
