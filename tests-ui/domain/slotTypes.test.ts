import { describe, expect, it } from 'vitest'
import { areTypesCompatible } from '@/domain/slotTypes'

describe('areTypesCompatible', () => {
  it.each([
    ['IMAGE', 'IMAGE', true],
    ['image', 'IMAGE', true],
    ['IMAGE', 'MASK', false],
    ['*', 'MASK', true],
    ['IMAGE', '*', true],
    ['IMAGE', '', true],
    ['IMAGE,MASK', 'MASK', true],
    ['MASK', 'IMAGE, MASK', true],
    ['IMAGE,MASK', 'LATENT,VAE', false],
    ['IMAGE', 'LATENT,*', true]
  ])('says of %s and %s: %s', (one, other, isCompatible) => {
    expect(areTypesCompatible(one, other)).toBe(isCompatible)
    expect(areTypesCompatible(other, one)).toBe(isCompatible)
  })
})
