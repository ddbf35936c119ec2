import { t } from '@/i18n/translate'
import './styles/main.css'
import { startApp } from './startApp'

startApp(document.querySelector('#app')!).catch((error: unknown) => {
  console.error(error)
  document.body.textContent = t('documents.cantStart', {
    detail: error instanceof Error ? error.message : String(error)
  })
})
