/** Compares resourceVersions as the numbers they are (KEP-5504), of any size, without making numbers of them: negative, 0 or positive. */
export const compareVersions = (left: string, right: string): number => {
  if (left.length !== right.length) return left.length - right.length;
  return left === right ? 0 : left < right ? -1 : 1;
};
