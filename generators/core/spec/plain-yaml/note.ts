/** Told of each entry before its value is read: its mapping or list, its key or index, and the offsets of both where they are. */
export type Note = (parent: object, step: string | number, key: number | undefined, value: number | undefined) => void;
