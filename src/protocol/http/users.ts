import * as z from 'zod/mini'
import { lenient } from './schema'

/** `GET /users` (protocol.md §3.8): names by id, only where the server has several users. */
export const usersSchema = z.looseObject({ users: lenient(z.record(z.string(), z.string())) })

/** `POST /users`: the new user's id. */
export const newUserSchema = z.string()
