// What a figure brings to the view that all share (view.js).

/**
 * @typedef {any} State plain values, as in state.py
 * @typedef {Object<string, Told>} Fields what state.py tells of its fields, by their names
 * @typedef {object} Told of one field, as far as it has it
 * @property {[number, number]} [bounds] outside of these a number, or each of a list, is refused
 * @property {number} [fewest] of names
 * @property {number} [most] of names, letters, or numbers in a list
 * @property {number} [longest] characters of a name
 * @property {string[]} [words] which a list has some of
 * @property {string} [address] what an address calls it
 * @property {any} [unsaid] the value that an address leaves out, beside null
 * @typedef {{results: Object<string, number>} & Object<string, any>} Numbers the results by data-quantity, and what
 *   else a figure works out
 *
 * @typedef {object} Stage what is seen of a state
 * @property {(state: State, numbers: Numbers) => void} follow shows a state at once: a gesture is under way
 * @property {(state: State, numbers: Numbers, step: boolean) => void} settle shows a state for good: a gesture is
 *   over, or was one step
 * @property {(state: State, numbers: Numbers) => void} place shows a state in which an earlier page was left
 * @property {(state: State, numbers: Numbers) => void} reveal shows what a prediction had to wait for
 * @property {(state: State, numbers: Numbers) => void} correct shows the kernel's numbers in the place of our own
 * @property {() => void} arrive whatever still glides is at its end: a gesture begins
 * @property {() => void} destroy
 *
 * @typedef {import("wd/figure/view.js").View} View
 * @typedef {object} Ask asks for a guess
 * @property {(guess: number, truth: number, unit: string, guessed?: State) => string} recall shows the guess beside the
 *   truth, and returns what that says
 * @property {() => void} [destroy]
 *
 * @typedef {object} Kind what a figure brings
 * @property {(state: State) => Numbers} numbers
 * @property {(view: View) => Stage} stage
 * @property {(what: string, numbers: Numbers, state: State, before: State) => string} announce what is said after
 *   each gesture
 * @property {Object<string, (state: State, view: View) => State | string | void>} [buttons] by `data-control`: the
 *   state that a press leads
 *   to, or why it cannot
 * @property {(view: View, host: {unit: string, complain: (message: string) => void, commit: (guess: number, truth?:
 *   number, guessed?: State) => void}) => Ask} [ask]
 * @property {(view: View, open: readonly string[]) => void} [refresh] what the controls show beside the usual; which
 *   panels are open
 * @property {(name: string, open: boolean) => void} [opened] a panel was opened or closed
 * @property {(example: object, state: State) => boolean} [isExample] whether a state is an example, where that is not
 *   that it has all that the example sets
 * @property {(state: State, example: object) => State} [chosen] the state that an example leads to
 * @property {(view: View) => void} [reset] where "back to the start" is something of its own
 * @property {(next: State) => string} [step] what is said where a lecture goes to another state
 * @property {(state: State) => object} [python] what "Show the Python" may begin with
 * @property {(state: State) => Object<string, string>} [query] the state as fields of a query string
 * @property {string} [hint] what one is told to drag
 * @property {number} [slack] how far numbers may be from the kernel's, beside the rounding of two programs
 * @property {boolean} [placed] whether the guess is a state of the figure itself, which moves while one is awaited
 * @property {string} [waits] what is said to who moves it before the prediction
 * @property {boolean} [forgets] whether nothing can be undone
 */
export {};
