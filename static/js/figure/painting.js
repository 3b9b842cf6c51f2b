// Work that comes in pieces.

/** Lets the browser paint and answer before more work is done. */
export const breath = () => new Promise((resolve) => setTimeout(resolve));
