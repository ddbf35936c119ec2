import './styles/main.css'
import { startApp } from './startApp'

startApp(document.querySelector('#app')!).catch((error: unknown) => {
  console.error(error)
  document.body.textContent = `The app could not start: ${error instanceof Error ? error.message : String(error)}`
})
