// A number for each thing that somebody does: what is sent twice by one number is done once.

/** 32 digits and letters, drawn at random; also on a page without TLS, where `randomUUID` is not there. */
export const operationId = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("")
