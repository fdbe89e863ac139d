/** Updates Telegram may send; nothing else is asked for. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query'] as const;
