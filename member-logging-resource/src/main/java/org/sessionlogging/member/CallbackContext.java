package org.sessionlogging.member;

import org.sessionlogging.kit.reconcile.Progress;

/** What survives between two invocations; nothing of this type's own. */
public class CallbackContext extends Progress {}
