from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self):
        from wagtail.models import PageViewRestriction, Revision
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from courses import (
            back_office,
            correcting,  # noqa: F401 – its job is known from then on
            dossier,
            doubting,
            erasing,
            event_words,
            finding,
            guards,
            keeping,
            large_uploads,
            picture_addresses,
            publicity,
            publishing,
            retention,
            sync,
            sync_answers,
            sync_tasks,
        )
        from courses.competitions import (
            certificate_files,  # noqa: F401 – its job too
            certificates,
            starts,
            tablets,
        )
        from courses.exchange import syncing
        from courses.lecture_files import keeping as kept_files
        from courses.lecture_files import reading as files_of_lectures  # noqa: F401 – its job too
        from courses.library import own_kinds, shelving
        from courses.marking_desk import syncing as marking_syncing
        from courses.media import back_office as media_back_office
        from courses.media import cleaning, preparing
        from courses.models import (
            Appeal,
            Attempt,
            Competition,
            ContestFile,
            ContestWork,
            Judging,
            LargeUpload,
            LectureFile,
            LecturePage,
            MarkColumn,
            MarkList,
            Pairing,
            Post,
            PostFile,
            QuizPage,
            RevisionSet,
            Round,
            RoundSession,
            TaskPage,
            Thread,
            WorkContest,
        )
        from courses.recall import answering as recall_answering
        from courses.recall import mistakes
        from courses.skills import ticking
        from courses.takeaways import packing, places
        from courses.work_contests import syncing as contest_syncing
        from lms import daily, refusals, shell
        from lms.models import MediaFile
        from students import consents, throttle
        from students.models import Consent, SchoolClass, Student

        throttle.own_gates.append(tablets.gate_of)
        # First the paper, then forget: nobody shall keep a page made between the two.
        page_published.connect(_pin_paper, sender=QuizPage, dispatch_uid="courses.pin_paper")
        page_published.connect(_keep_up_practice, sender=LecturePage, dispatch_uid="courses.own_practice")
        page_published.connect(_give_back, sender=LecturePage, dispatch_uid="courses.give_back")
        page_unpublished.connect(_take_practice_down, sender=LecturePage, dispatch_uid="courses.no_practice")
        pre_delete.connect(_delete_practice, sender=LecturePage, dispatch_uid="courses.delete_practice")
        pre_save.connect(publishing.on_saving, sender=LecturePage, dispatch_uid="courses.saving")
        page_published.connect(publishing.on_published, dispatch_uid="courses.published")
        page_unpublished.connect(publishing.on_gone, dispatch_uid="courses.unpublished")
        post_page_move.connect(publishing.on_moved, dispatch_uid="courses.moved")
        post_save.connect(
            publishing.on_revision_saved, sender=Revision, dispatch_uid="courses.revision_saved"
        )
        post_save.connect(publishing.on_saved, dispatch_uid="courses.saved")
        post_delete.connect(publishing.on_gone_row, dispatch_uid="courses.deleted")
        for signal in (post_save, post_delete):
            # A quiz that is kept at hand knows whether it is one of a competition (courses/at_hand.py), and
            # no list shows one that is.
            signal.connect(
                publishing.on_session, sender=RoundSession, dispatch_uid="courses.session_of_competition"
            )
            signal.connect(
                keeping.forget_everything, sender=PageViewRestriction, dispatch_uid="courses.restricted"
            )
        post_save.connect(preparing.on_saved, sender=MediaFile, dispatch_uid="courses.media_saved")
        post_delete.connect(cleaning.on_deleted, sender=MediaFile, dispatch_uid="courses.media_deleted")
        pre_delete.connect(
            kept_files.on_deleted, sender=LectureFile, dispatch_uid="courses.lecture_file_deleted"
        )
        post_delete.connect(
            large_uploads.on_deleted, sender=LargeUpload, dispatch_uid="courses.large_upload_deleted"
        )
        daily.register(large_uploads.finish_what_is_whole)
        daily.register(preparing.all_that_lacks)
        daily.register(cleaning.every_night)
        daily.register(picture_addresses.rename_what_can_be_guessed)
        daily.register(mistakes.take_everywhere)
        back_office.name_only_who_works_on_the_same_pages()
        back_office.write_text_as_text()
        media_back_office.join()
        own_kinds.register()
        daily.register(shelving.tidy)
        daily.register(starts.every_night)
        # It opens without signal, and on a tablet that never took anything home.
        shell.PAGES["/on-this-device/"] = "courses/takeaways/on_this_device.html"
        shell.LATER.append("courses/js/pack-loading.js")
        daily.register(packing.forget_the_old)
        daily.register(places.forget_the_old)
        post_migrate.connect(shelving.fill_when_empty, sender=self, dispatch_uid="courses.fill_library")
        dossier.register()
        erasing.register()
        event_words.register()
        finding.register_own()
        guards.register()
        retention.register_own()
        sync.register()
        sync_answers.register()
        doubting.register()
        sync_tasks.register()
        marking_syncing.register()
        recall_answering.register()
        syncing.register()
        ticking.register()
        certificates.register()
        contest_syncing.register()
        refusals.at("attempts/<uuid:pk>/", Attempt)
        refusals.at("attempts/results/", SchoolClass, "uid", part="class_uid")
        refusals.at("lectures/tasks/pages/<uuid:pk>/", TaskPage)
        refusals.at("lectures/classes/", SchoolClass, "uid", part="class_uid")
        refusals.at("exchange/classes/", SchoolClass, "uid")
        refusals.at("exchange/threads/<uuid:pk>/", Thread)
        refusals.at("exchange/posts/<uuid:pk>/", Post)
        refusals.at("exchange/files/<uuid:pk>/", PostFile)
        refusals.at("exchange/pauses/<uuid:pk>/", Student)
        refusals.at("exchange/pairings/<uuid:pk>/", Pairing)
        refusals.at("attempts/columns/<uuid:pk>", MarkColumn)
        refusals.at("mark-book/<uuid:class_uid>/", SchoolClass, "uid", part="class_uid")
        refusals.at("mark-book/lists/<uuid:pk>/", MarkList)
        refusals.at("marks/children/<uuid:pk>/", Student)
        refusals.at("revision/classes/", SchoolClass, "uid", part="class_uid")
        refusals.at("revision/sets/<uuid:uid>/", RevisionSet, "uid")
        refusals.at("skills/children/<uuid:pk>", Student)
        refusals.at("skills/pupils/<uuid:pk>", Student)
        refusals.at("skills/classes/<uuid:class_uid>/", SchoolClass, "uid", part="class_uid")
        refusals.at("takeaways/<slug:kind>/<uuid:uid>", SchoolClass, "uid")
        refusals.at("attempts/marking/", SchoolClass, "uid", part="class_uid")
        refusals.at("competitions/<uuid:pk>/", Competition)
        refusals.at("competitions/rounds/<uuid:pk>/", Round)
        refusals.at("competitions/appeals/<uuid:pk>/", Appeal)
        refusals.at("work-contests/<uuid:pk>/", WorkContest)
        refusals.at("work-contests/works/<uuid:pk>/", ContestWork)
        refusals.at("work-contests/files/<uuid:pk>/", ContestFile)
        refusals.at("work-contests/shown/<uuid:pk>/", ContestWork)
        refusals.at("work-contests/shown/files/<uuid:pk>/", ContestFile)
        refusals.at("work-contests/judging/<uuid:pk>/", Judging)
        consents.on_withdrawal(publicity.PHOTO, publicity.on_withdrawal)
        consents.on_withdrawal(Consent.Purpose.LEARNING, erasing.forget_works)
        consents.on_withdrawal(Consent.Purpose.LEARNING, erasing.forget_posts)
        consents.on_withdrawal(publicity.NAME, publicity.on_name_withdrawal)


def _pin_paper(sender, instance, **kwargs):
    instance.pin_paper()


def _keep_up_practice(sender, instance, **kwargs):
    from courses import own_practice

    own_practice.keep_up(instance)


def _give_back(sender, instance, **kwargs):
    from courses import copying

    copying.give_back(instance)


def _take_practice_down(sender, instance, **kwargs):
    from courses import own_practice

    own_practice.take_down(instance)


def _delete_practice(sender, instance, **kwargs):
    from courses import own_practice

    own_practice.delete(instance)
