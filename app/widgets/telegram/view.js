export function mount(element, { state }) { return { state: () => state, destroy() {} }; }
