// Runs a built server: `node runServer.mjs <main.js> [options]`.
import { pathToFileURL } from 'node:url'

const [, , file, ...options] = process.argv
const { main } = await import(pathToFileURL(file).href)
await main(options)
