/**
 * The function with its results kept for texts that are asked for again, as every step of the road does with the same few.
 * @param most how many are kept; all are forgotten when there are more
 */
export function remember<T>(work: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = work(text);
    if (known.size >= most) known.clear();
    known.set(text, result);
    return result;
  };
}
