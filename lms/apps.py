from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class LmsConfig(AppConfig):
    name = "lms"

    def ready(self):
        # Checks and lookups register themselves.
        from lms import admin_csp, admin_words, chain, daily, forgetting, guards, history, modules, retention
        from lms import checks as checks
        from lms import lookups as lookups

        admin_csp.take_scripts_out_of_choosers()
        admin_words.name_nameless_fields()
        guards.append_only("lms_change", may_update=history.EMPTIED)
        guards.append_only("lms_look")
        guards.append_only("lms_lookseal")
        kept = ["user_id", "install", "public_key", "made_at"]
        guards.keep_columns(
            "lms_credential_keeps", "lms_credential", kept, "a key is revoked and another made"
        )
        guards.write_once("lms_credential_once", "lms_credential", ["revoked_at"], "a key is revoked once")
        guards.refuse_if("lms_look_in_chain", "lms_look", "insert", chain.BROKEN, chain.OUT_OF_PLACE)
        daily.register(chain.look_after)
        daily.register(retention.every_night)
        forgetting.register_own()
        modules.register("lms/js/ui/outbox-badge.js")
        modules.register("lms/js/follow-worker.js")
        # Sent once for each app: once is enough.
        pre_migrate.connect(guards.take_down_guards, sender=self)
        post_migrate.connect(guards.put_up_guards, sender=self)
