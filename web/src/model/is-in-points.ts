/** Whether a security's prices are points and not VND: of index futures, by the codes since May 2025 and those before. */
export const isInPoints = (symbol: string): boolean => /^(41I|VN\d+F)/.test(symbol)
