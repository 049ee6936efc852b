export { type Figure, median, quartiles, secondsOf } from '../figure.ts'
