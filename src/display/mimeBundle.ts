/** One value in several formats: a key is a MIME type, and a front end shows the richest it knows. */
export type MimeBundle = Record<string, unknown>;
