/** The index of tags (Resource Groups Tagging API), which has keys only. */
package org.sessionlogging.fakes.tagging;
