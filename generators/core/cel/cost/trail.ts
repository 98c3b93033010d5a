/**
 * The path from a variable through the schema to a value. A slice of Go: extending it may write where another path of the same
 * origin was written before, and cel-go's estimates depend on that. So this does as slices do.
 */
export interface Trail {
  readonly cells: string[];
  readonly length: number;
  readonly capacity: number;
}

/** The trail of a variable itself. */
export const startTrail = (name: string): Trail => ({ cells: [name], length: 1, capacity: 1 });

/** The trail one step further. */
export const extend = (trail: Trail | undefined, name: string): Trail => {
  if (trail === undefined) return startTrail(name);
  const { cells, length, capacity } = trail;
  if (length < capacity) {
    cells[length] = name;
    return { cells, length: length + 1, capacity };
  }
  return { cells: [...cells.slice(0, length), name], length: length + 1, capacity: capacity * 2 };
};

/** The steps of a trail as they are now. */
export const stepsOf = ({ cells, length }: Trail): readonly string[] => cells.slice(0, length);
