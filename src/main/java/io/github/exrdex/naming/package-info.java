/**
 * What a studio calls its channels: groups and AOVs, and the patterns they are told by.
 *
 * <p>Apart from {@code store} because {@code show --read} groups the channels of a file that no index knows. May import:
 * exr, java.*. Threads: everything here is immutable. Safe to change: all but the rules of {@link
 * io.github.exrdex.naming.ChannelNaming}, which stand in every index as groups and AOVs.
 */
@NullMarked
package io.github.exrdex.naming;

import org.jspecify.annotations.NullMarked;
